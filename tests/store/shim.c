/* Stands between a program and the system (LD_PRELOAD), and lets calls that change files fail. Only files below SHIM_UNDER are meant.
 *
 * SHIM_LOG=FILE     writes a line for each such call: its number, what it is, the file
 * SHIM_AT=N         the N-th call fails
 * SHIM_ERRNO=E      with this error; without one a write takes only half of what it is given
 * SHIM_STAYS=1      and so does every later one
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FILES 1024

static const char *under;
static long at, error, stays;
static int log_file = -1;
static long calls;
static char *names[FILES];

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

__attribute__((constructor)) static void begin(void) {
    under = getenv("SHIM_UNDER");
    at = number("SHIM_AT");
    error = number("SHIM_ERRNO");
    stays = number("SHIM_STAYS");
    const char *log = getenv("SHIM_LOG");
    if (log)
        log_file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static int is_meant(const char *path) {
    return under && path && strncmp(path, under, strlen(under)) == 0;
}

static const char *name_of(int file) {
    return file >= 0 && file < FILES ? names[file] : NULL;
}

static void tell(long call, const char *what, const char *path, const char *to) {
    char line[3 * PATH_MAX];
    if (log_file < 0)
        return;
    int length = snprintf(line, sizeof line, "%ld %s %s%s%s\n", call, what, path, to ? " " : "", to ? to : "");
    syscall(SYS_write, log_file, line, length);
}

/* Is this the call that fails? 0: no; 1: it does; 2: a write that is cut short. */
static int fails(const char *what, const char *path, const char *to) {
    if (!is_meant(path) && !is_meant(to))
        return 0;
    long call = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    tell(call, what, path, to);
    if (!at || call < at || (call > at && !stays))
        return 0;
    if (!error)
        return 2;
    errno = (int)error;
    return 1;
}

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) \
        real = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int opened(int file, const char *path) {
    if (file >= 0 && file < FILES) {
        free(names[file]);
        names[file] = is_meant(path) ? strdup(path) : NULL;
    }
    return file;
}

static int changes(int how) {
    return (how & O_ACCMODE) != O_RDONLY || (how & O_CREAT);
}

#define OPEN(name) \
    int name(const char *path, int how, ...) { \
        REAL(int, #name, const char *, int, ...); \
        va_list more; \
        va_start(more, how); \
        mode_t mode = how & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        if (changes(how) && fails("open", path, NULL) == 1) \
            return -1; \
        return opened(real(path, how, mode), path); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int folder, const char *path, int how, ...) { \
        REAL(int, #name, int, const char *, int, ...); \
        va_list more; \
        va_start(more, how); \
        mode_t mode = how & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        if (changes(how) && fails("open", path, NULL) == 1) \
            return -1; \
        return opened(real(folder, path, how, mode), path); \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int file) {
    REAL(int, "close", int);
    if (file >= 0 && file < FILES) {
        free(names[file]);
        names[file] = NULL;
    }
    return real(file);
}

ssize_t write(int file, const void *bytes, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (file == STDOUT_FILENO && length > 3 && strncmp(bytes, "ok ", 3) == 0) {
        char words[64];
        snprintf(words, sizeof words, "%.*s", (int)length - 4, (const char *)bytes + 3);
        words[strcspn(words, "\n")] = 0;
        tell(0, "ok", words, NULL);
    }
    switch (fails("write", name_of(file), NULL)) {
    case 1: return -1;
    case 2: return real(file, bytes, length > 1 ? length / 2 : length);
    default: return real(file, bytes, length);
    }
}

#define PWRITE(name, off) \
    ssize_t name(int file, const void *bytes, size_t length, off where) { \
        REAL(ssize_t, #name, int, const void *, size_t, off); \
        switch (fails("write", name_of(file), NULL)) { \
        case 1: return -1; \
        case 2: return real(file, bytes, length > 1 ? length / 2 : length, where); \
        default: return real(file, bytes, length, where); \
        } \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define ON_FILE(name, what) \
    int name(int file) { \
        REAL(int, #name, int); \
        return fails(what, name_of(file), NULL) == 1 ? -1 : real(file); \
    }
ON_FILE(fsync, "sync")
ON_FILE(fdatasync, "sync")

#define TRUNCATE(name, off) \
    int name(int file, off length) { \
        REAL(int, #name, int, off); \
        return fails("truncate", name_of(file), NULL) == 1 ? -1 : real(file, length); \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define ON_TWO(name, what) \
    int name(const char *from, const char *to) { \
        REAL(int, #name, const char *, const char *); \
        return fails(what, from, to) == 1 ? -1 : real(from, to); \
    }
ON_TWO(rename, "rename")
ON_TWO(link, "link")

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return fails("unlink", path, NULL) == 1 ? -1 : real(path);
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    return fails("mkdir", path, NULL) == 1 ? -1 : real(path, mode);
}
