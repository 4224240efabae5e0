// What glibc's headers show to GNU programs only, which Swift's are not.
#include <spawn.h>
#include <sys/types.h>
#include <sys/uio.h>

// Since 2.29 and 2.34.
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);

// Since 2.26.
ssize_t preadv2(int file, const struct iovec *places, int count, off_t offset, int flags);

// preadv2(2): says EAGAIN instead of waiting for the disk.
static const int RWF_NOWAIT = 0x00000008;
