#!/bin/sh
# Writes files.h, which embeds every file of Web/ that is served, and the texts of
# its languages. Run it after a file was added, renamed or removed; a changed file
# needs nothing but a build.
set -eu
cd "$(dirname "$0")"
export LC_ALL=C

served() {
  (cd ../../Web && find . -type f \
    \( -name '*.html' -o -name '*.js' -o -name '*.d.ts' -o -name '*.css' -o -name '*.svg' \
    -o -name '*.png' -o -name '*.ico' -o -name '*.webmanifest' -o -path './languages/*.json' \) \
    ! -path './tests/*' ! -path '*/.*' ! -path './node_modules/*') | sed 's,^\./,,' | sort
}

write() {
  cat <<'HEAD'
// Written by embed.sh from the folder Web; not edited by hand.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"
HEAD
  served | awk '{
    print "static const unsigned char file_" NR "[] = {"
    print "#embed \"../../Web/" $0 "\""
    print "};"
    table = table "  {\"" $0 "\", file_" NR ", sizeof file_" NR "},\n"
  }
  END {
    print "static const struct hubbub_web_file files[] = {"
    printf "%s", table
    print "  {\"\", (const unsigned char *)\"\", 0},\n};"
  }'
  echo '#pragma clang diagnostic pop'
}

# An unchanged list keeps its time, so that nothing is compiled for it.
write >files.h.new
if cmp -s files.h.new files.h; then rm files.h.new; else mv files.h.new files.h; fi
