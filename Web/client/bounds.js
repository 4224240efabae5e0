export const PROTOCOL = 1
export const TOPICS_MAX = 100 // topics one socket may follow
export const WAITING_MAX = 200 // commands kept while there is no socket; the next is `busy`
