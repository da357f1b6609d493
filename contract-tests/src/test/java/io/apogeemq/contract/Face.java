package io.apogeemq.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * What a class file shows to the programs that name it. Names are as in class files, with slashes.
 *
 * @param visible whether programs outside of its package may name it
 * @param members all but private ones, by name and erasure
 */
record Face(
        String name,
        boolean visible,
        boolean isInterface,
        @Nullable String parent,
        List<String> interfaces,
        Map<String, Member> members) {

    /**
     * A field, method or constructor.
     *
     * @param key name and erasure, {@code send(Lorg/.../Message;)V}
     * @param visible whether programs outside of its package may name it
     * @param failures what it declares to throw
     * @param types all classes that its declaration names, in type arguments too
     */
    record Member(String key, boolean visible, boolean isStatic, Set<String> failures, Set<String> types) {

        boolean isConstructor() {
            return key.startsWith("<init>");
        }

        /** As a programmer writes it, without the result: {@code send(Message, long)}. */
        String text(String owner) {
            int bracket = key.indexOf('(');
            if (bracket < 0) {
                return key.substring(0, key.indexOf(' '));
            }
            StringBuilder text = new StringBuilder(
                    isConstructor() ? simpleName(owner.replace('/', '.')) : key.substring(0, bracket));
            String separator = "(";
            for (Type type : Type.getArgumentTypes(key.substring(bracket))) {
                text.append(separator).append(simpleName(type.getClassName()));
                separator = ", ";
            }
            return text.append(separator.equals("(") ? "()" : ")").toString();
        }

        private static String simpleName(String type) {
            return type.substring(type.lastIndexOf('.') + 1);
        }
    }

    static Face read(byte[] classFile) {
        Reading reading = new Reading();
        new ClassReader(classFile)
                .accept(reading, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return reading.face();
    }

    private static final class Reading extends ClassVisitor {
        private String name = "";
        private int access;
        private @Nullable String parent;
        private List<String> interfaces = List.of();
        private final Map<String, Member> members = new HashMap<>();

        Reading() {
            super(Opcodes.ASM9);
        }

        Face face() {
            return new Face(
                    name, isVisible(access), (access & Opcodes.ACC_INTERFACE) != 0, parent, interfaces, members);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String parent,
                String[] interfaces) {
            this.name = name;
            this.access = access;
            this.parent = parent;
            this.interfaces = List.of(interfaces);
        }

        /** A nested class says here how visible it is; the flags of its own file only know public or not. */
        @Override
        public void visitInnerClass(String inner, @Nullable String outer, @Nullable String simple, int flags) {
            if (inner.equals(name)) {
                access = outer == null || simple == null ? 0 : flags;
            }
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int flags, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
            add(field + ' ' + descriptor, flags, descriptor, signature, null);
            return null;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int flags,
                String method,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            if (!method.equals("<clinit>")) {
                add(method + descriptor, flags, descriptor, signature, exceptions);
            }
            return null;
        }

        private void add(
                String key, int flags, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
            if ((flags & (Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC)) != 0) {
                return;
            }
            Set<String> failures = exceptions == null ? Set.of() : Set.of(exceptions);
            Set<String> types = new TreeSet<>(failures);
            SignatureVisitor collect = new SignatureVisitor(Opcodes.ASM9) {
                @Override
                public void visitClassType(String type) {
                    types.add(type);
                }
            };
            String text = signature == null ? descriptor : signature;
            if (key.indexOf('(') < 0) {
                new SignatureReader(text).acceptType(collect);
            } else {
                new SignatureReader(text).accept(collect);
            }
            members.put(key, new Member(key, isVisible(flags), (flags & Opcodes.ACC_STATIC) != 0, failures, types));
        }

        private static boolean isVisible(int flags) {
            return (flags & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0 && (flags & Opcodes.ACC_SYNTHETIC) == 0;
        }
    }
}
