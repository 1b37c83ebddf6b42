package io.noderax.linux;

/** Error numbers of Linux in words; the same on every locale, unlike strerror. */
public final class Errno {
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EAGAIN = 11;

    private Errno() {}

    /** For instance {@code ENOENT: no such file or directory}. */
    public static String text(int errno) {
        return switch (errno) {
            case 1 -> "EPERM: operation not permitted";
            case ENOENT -> "ENOENT: no such file or directory";
            case ESRCH -> "ESRCH: no such process";
            case EINTR -> "EINTR: interrupted";
            case 5 -> "EIO: input/output error";
            case 7 -> "E2BIG: command and environment are too long";
            case 8 -> "ENOEXEC: not an executable format";
            case EAGAIN -> "EAGAIN: too many processes, or out of memory for a new one";
            case 12 -> "ENOMEM: out of memory";
            case 13 -> "EACCES: permission denied";
            case 20 -> "ENOTDIR: not a directory";
            case 22 -> "EINVAL: invalid argument";
            case 23 -> "ENFILE: too many open files in the system";
            case 24 -> "EMFILE: too many open files";
            case 26 -> "ETXTBSY: the file is being written";
            case 28 -> "ENOSPC: no space left on device";
            case 36 -> "ENAMETOOLONG: the name is too long";
            case 40 -> "ELOOP: too many symbolic links";
            default -> "errno " + errno;
        };
    }
}
