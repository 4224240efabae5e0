#ifndef C_ALLOCATIONS_H
#define C_ALLOCATIONS_H

#include <stdint.h>

/// How often the calling thread asked for memory since it began.
///
/// Counts malloc, calloc, realloc, posix_memalign and aligned_alloc of
/// whatever is linked into this process.
uint64_t allocations_of_this_thread(void);

#endif
