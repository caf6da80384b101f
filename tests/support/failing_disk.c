/* A disk that fails or a machine that stops, at the n-th change of a file: for tests/torture.py.
 *
 * Loaded before libc (LD_PRELOAD), so that SQLite's own calls are met, too. Only regular files
 * count; what is only read never fails. Compiled by torture.py where there is a cc and Linux.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { CRASHED = 99 };

static int place, fault; /* fault: an errno, or 0 for a crash */
static char *met;

void torture_arm(int at, int with, char *flag) {
    place = at;
    fault = with;
    met = flag;
}

static int fails(void) {
    if (place == 0 || --place != 0)
        return 0;
    *met = 1;
    if (fault == 0)
        _exit(CRASHED);
    errno = fault;
    return 1;
}

static int is_regular(int fd) {
    struct stat status;
    return place != 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) \
        real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t pwrite64(int fd, const void *from, size_t count, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    if (is_regular(fd) && fails()) {
        /* Half of it is there, as after a power cut. */
        real(fd, from, count / 2, at);
        errno = fault;
        return -1;
    }
    return real(fd, from, count, at);
}

ssize_t write(int fd, const void *from, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return is_regular(fd) && fails() ? -1 : real(fd, from, count);
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    return place != 0 && fails() ? -1 : real(fd);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return place != 0 && fails() ? -1 : real(fd);
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    return place != 0 && fails() ? -1 : real(fd, size);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return place != 0 && fails() ? -1 : real(path);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return place != 0 && fails() ? -1 : real(from, to);
}

int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    return place != 0 && fails() ? -1 : real(from, to);
}

int open64(const char *path, int flags, ...) {
    REAL(int, "open64", const char *, int, ...);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return (flags & O_CREAT) && place != 0 && fails() ? -1 : real(path, flags, mode);
}
