// Ends a program with -9 at one of its calls: a library to be loaded before all others.
//
// Of the calls that change files, start programs or write to sockets, those are looked at
// that concern $CRASH_FOLDER or a socket, while there is a file $CRASH_ARM. It says
// "<number> <before|after> <call> <part of a path>", with * for any; those that match are
// counted. Each call is told in $CRASH_LOG, as "<call> <path>".
//
// Or it says "full": then there is no space left for what is in a folder `media` there.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static atomic_long count;

// Past libc, so that none of these is counted itself.
static int raw_open(const char *path, int flags) {
  return (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC, 0600);
}

static void end_here(void) {
  syscall(SYS_kill, getpid(), SIGKILL);
  for (;;) pause();
}

enum { GO_ON, END_AFTER, NO_SPACE };

// Counts a call before it is made. Returns what is to become of it.
static int step(const char *call, const char *path) {
  const char *arm = getenv("CRASH_ARM"), *folder = getenv("CRASH_FOLDER"), *log = getenv("CRASH_LOG");
  if (!arm || !folder || !log || !path) return GO_ON;
  if (strncmp(path, folder, strlen(folder)) != 0 && strncmp(path, "socket:", 7) != 0) return GO_ON;
  char order[256] = {0};
  int file = raw_open(arm, O_RDONLY);
  if (file < 0) return GO_ON;
  long got = syscall(SYS_read, file, order, sizeof order - 1);
  syscall(SYS_close, file);
  if (got <= 0) return GO_ON;
  if (strncmp(order, "full", 4) == 0) return strstr(path, "/media/") ? NO_SPACE : GO_ON;
  char line[4200];
  int length = snprintf(line, sizeof line, "%s %s\n", call, path);
  file = raw_open(log, O_WRONLY | O_CREAT | O_APPEND);
  syscall(SYS_write, file, line, length);
  syscall(SYS_close, file);
  long number;
  char when[8], wanted[16], part[128];
  if (sscanf(order, "%ld %7s %15s %127s", &number, when, wanted, part) != 4) return GO_ON;
  if (wanted[0] != '*' && strcmp(call, wanted) != 0) return GO_ON;
  if (part[0] != '*' && !strstr(path, part)) return GO_ON;
  if (atomic_fetch_add(&count, 1) + 1 != number) return GO_ON;
  if (strcmp(when, "before") == 0) end_here();
  return END_AFTER;
}

static int step_of(const char *call, int file) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  long length = syscall(SYS_readlink, link, path, sizeof path - 1);
  if (length < 0) return GO_ON;
  path[length] = 0;
  return step(call, path);
}

#define MADE(type, fate, expression) \
  int is = fate;                     \
  if (is == NO_SPACE) {              \
    errno = ENOSPC;                  \
    return -1;                       \
  }                                  \
  type made = expression;            \
  if (is == END_AFTER) end_here();   \
  return made

// What is removed needs no space.
static int removal(const char *call, const char *path) {
  int fate = step(call, path);
  return fate == NO_SPACE ? GO_ON : fate;
}

int mkdir(const char *path, mode_t mode) { MADE(int, step("mkdir", path), REAL(mkdir)(path, mode)); }
int rename(const char *old, const char *new) { MADE(int, step("rename", new), REAL(rename)(old, new)); }
int link(const char *old, const char *new) { MADE(int, step("link", new), REAL(link)(old, new)); }
int unlink(const char *path) { MADE(int, removal("unlink", path), REAL(unlink)(path)); }
int rmdir(const char *path) { MADE(int, removal("rmdir", path), REAL(rmdir)(path)); }
int fsync(int file) { MADE(int, step_of("fsync", file), REAL(fsync)(file)); }
int fdatasync(int file) { MADE(int, step_of("fdatasync", file), REAL(fdatasync)(file)); }

ssize_t write(int file, const void *bytes, size_t length) {
  MADE(ssize_t, step_of("write", file), REAL(write)(file, bytes, length));
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
  MADE(ssize_t, step_of("pwrite", file), REAL(pwrite64)(file, bytes, length, at));
}

ssize_t writev(int file, const struct iovec *pieces, int many) {
  MADE(ssize_t, step_of("write", file), REAL(writev)(file, pieces, many));
}

ssize_t sendmsg(int file, const struct msghdr *message, int flags) {
  MADE(ssize_t, step_of("write", file), REAL(sendmsg)(file, message, flags));
}

static int opened(const char *call, const char *path, int flags) {
  return flags & O_CREAT ? step(call, path) : GO_ON;
}

int open(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  MADE(int, opened("open", path, flags), REAL(open)(path, flags, mode));
}

int open64(const char *path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  MADE(int, opened("open", path, flags), REAL(open64)(path, flags, mode));
}

int posix_spawn(pid_t *process, const char *path, const posix_spawn_file_actions_t *actions,
                const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[]) {
  // It has no path in the folder, and is told as one there: the program behind "--", which it limits.
  char named[4096];
  const char *program = path;
  for (int at = 0; arguments[at]; at++)
    if (strcmp(arguments[at], "--") == 0 && arguments[at + 1]) program = arguments[at + 1];
  snprintf(named, sizeof named, "%s/programs/%s", getenv("CRASH_FOLDER") ? getenv("CRASH_FOLDER") : "",
           strrchr(program, '/') ? strrchr(program, '/') + 1 : program);
  MADE(int, step("spawn", named), REAL(posix_spawn)(process, path, actions, attributes, arguments, environment));
}
