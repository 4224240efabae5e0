#ifndef HUBBUB_CWEB_H
#define HUBBUB_CWEB_H

#include <stddef.h>

/// One file of the folder `Web`, inside the program.
struct hubbub_web_file {
  /// Below `Web/`: `app/main.js`.
  const char *_Nonnull path;
  const unsigned char *_Nonnull bytes;
  size_t size;
};

/// How many files the program carries.
size_t hubbub_web_count(void);

/// The file at `index`, which must be below the count; they are sorted by path.
struct hubbub_web_file hubbub_web_file(size_t index);

#endif
