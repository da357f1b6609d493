package io.apogeemq.contract;

import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.MethodRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;

/**
 * What a class file names of other classes: everything that the JVM may have to find when it links it.
 *
 * @param types classes, also those that only occur in descriptors
 * @param members {@code owner#key}, with the keys of {@link Face.Member}
 */
record References(Set<String> types, Set<String> members) {

    static References of(byte[] classFile) {
        References references = new References(new TreeSet<>(), new TreeSet<>());
        // a remapper is asked for every name of a class, wherever it stands
        Remapper names = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String name) {
                references.types.add(name);
                return name;
            }
        };
        new ClassReader(classFile)
                .accept(
                        new ClassRemapper(Opcodes.ASM9, new ClassNode(), names) {
                            @Override
                            protected MethodVisitor createMethodRemapper(MethodVisitor visitor) {
                                return references.calls(visitor, names);
                            }
                        },
                        ClassReader.SKIP_FRAMES);
        return references;
    }

    private MethodVisitor calls(MethodVisitor visitor, Remapper names) {
        return new MethodRemapper(Opcodes.ASM9, visitor, names) {
            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                add(owner, name + ' ' + descriptor);
                super.visitFieldInsn(opcode, owner, name, descriptor);
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean face) {
                add(owner, name + descriptor);
                super.visitMethodInsn(opcode, owner, name, descriptor, face);
            }

            @Override
            public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
                for (Object argument : arguments) {
                    if (argument instanceof Handle handle) {
                        add(handle.getOwner(), handle.getName() + handle.getDesc());
                    }
                }
                super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
            }
        };
    }

    private void add(String owner, String key) {
        if (!owner.startsWith("[")) {
            members.add(owner + '#' + key);
        }
    }
}
