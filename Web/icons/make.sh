#!/bin/sh
# Draws the icons of the installed app from the two drawings beside this folder; run it when one
# of them has changed. Needs Debian's libvips-tools.
set -eu
cd "$(dirname "$0")"

# Draws $1.svg, $2 pixels wide, as $3.png.
draw() {
  vips svgload "../$1.svg" drawn.v --scale "$(awk "BEGIN { print $2 / 32 }")"
  vips pngsave drawn.v "$3.png" --compression 9 --palette --bitdepth 8 --strip
  rm drawn.v
}

draw icon 192 icon-192
draw icon 512 icon-512
draw icon-maskable 192 maskable-192
draw icon-maskable 512 maskable-512
draw icon-maskable 180 apple-touch # a phone rounds its corners itself
