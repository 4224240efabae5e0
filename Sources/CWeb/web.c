#include "CWeb.h"
void hubbub_web_placeholder(void) {}
