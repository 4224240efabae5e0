// What Swift's Glibc leaves out: epoll(7).
#include <sys/epoll.h>
