#include "CWeb.h"

#include "files.h"

size_t hubbub_web_count(void) { return sizeof files / sizeof files[0] - 1; }

struct hubbub_web_file hubbub_web_file(size_t index) { return files[index]; }
