#include <spawn.h>

// In glibc since 2.29 and 2.34; its header shows them to GNU programs only, which Swift's are not.
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
