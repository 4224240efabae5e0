// Written by embed.sh from the folder Web; not edited by hand.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"
static const struct hubbub_web_file files[] = {
  {"", (const unsigned char *)"", 0},
};
#pragma clang diagnostic pop
