/** Types of Hubbub's socket client, contract version 1. */

export const PROTOCOL: 1
export const TOPICS_MAX: number
export const WAITING_MAX: number

export interface Likes { count: number; version: number; mine?: boolean }

/** Whoever is shown somewhere; servers may say more of them. */
export interface User { id: string; username: string; displayName: string; avatar?: string }

export type Role = "owner" | "admin" | "member"
export interface Member extends User { role: Role }

export interface Message {
  id: string
  conversation: string
  /** On the conversation's topic; it stays when the message is edited or deleted. */
  seq: number
  /** Counts the conversation's messages from 1, the same for everybody. */
  number: number
  /** Absent for who has left for good. */
  author?: User
  text: string
  media: Media[]
  /** The seq of the message it answers. */
  replyTo?: number
  reactions: Record<string, number>
  /** The reader's own reactions: over HTTP and in a catch-up, never in live events. */
  mine?: string[]
  createdAt: string
  editedAt?: string
  /** A tombstone: its text is empty. */
  deleted?: true
  key: string
}

export interface Media {
  id: string; url: string; kind: "image" | "video" | "audio"; type: string; bytes: number
  width?: number; height?: number; seconds?: number; alt?: string
}

export interface Conversation {
  id: string
  kind: "direct" | "group" | "room"
  title?: string
  memberCount: number
  /** The first 50. */
  members: Member[]
  /** The reader's own; absent for who is not in it. */
  role?: Role
  lastSeq: number
  readSeq: number
  messages: number
  readNumber: number
  unread: number
  lastMessage?: Message
}

export interface Post {
  id: string; author: User; text: string; media: Media[]; audience: "public" | "friends" | "me"
  createdAt: string; editedAt?: string; likes: Likes; comments: number
}

export interface Comment { id: string; post: string; author: User; text: string; createdAt: string; key: string; seq: number }

export interface Notification {
  id: string
  kind: "like" | "comment" | "mention" | "message" | "friend_request" | "friend_accepted" | "group_added"
  actor: User
  post?: string
  conversation?: string
  /** The message's, for `mention` and `message` in a conversation. */
  seq?: number
  createdAt: string
  read: boolean
}

export type Relation = "self" | "none" | "requested" | "incoming" | "friends" | "blocked"

export type Command =
  | { op: "send"; conversation: string; key: string; text: string; media?: string[]; replyTo?: number }
  | { op: "like" | "unlike"; post: string }
  | { op: "read"; conversation: string; seq: number }
  | { op: "typing"; conversation: string }
  | { op: "active" }
  | { op: "ping" }

export type Answer<C extends Command> =
  C extends { op: "send" } ? { seq: number; id: string; createdAt: string }
  : C extends { op: "like" | "unlike" } ? { likes: Likes }
  : C extends { op: "read" } ? { readSeq: number; unread: number }
  : Record<string, never>

/** What an event's `data` holds, by its name. Servers may tell more, with other names too. */
export interface EventData {
  // In order and once, with a `seq`
  message: { message: Message }
  message_edited: { message: Message; reacted?: { user: string; emoji: string; given: boolean } }
  message_deleted: { message: Message }
  member: { member: Member; change: "joined" | "left" | "removed" | "role" }
  conversation: { conversation: Conversation }
  post: { post: Post }
  post_edited: { post: Post }
  post_deleted: { post: { id: string } }
  comment: { comment: Comment }
  comment_deleted: { comment: { id: string; post: string; seq: number } }
  notification: { notification: Notification }
  friend: { user: User; relation: Relation }
  // The latest wins
  likes: { post: string; count: number; version: number }
  liked: { post: string; mine: boolean; version: number }
  presence: { user: string; state: "online" | "idle" | "offline"; since: string | null }
  read: { conversation: string; user: string; seq: number }
  unread: { conversation: string; unread: number; readSeq: number; readNumber: number }
  notifications: { unread: number }
  /** To admins: how many reports nobody has decided, 1,000 at most. */
  reports: { open: number }
  profile: { user: User }
  settings: { theme: string; language: string; motion: string }
  stats: Record<string, unknown>
  // May be dropped
  typing: { conversation: string; user: string }
  // The client's own: the present state of topics that were asked for
  subscribed: { topics: Record<string, { seq?: number; likes?: Likes; comments?: number }> }
}

/** One event, in order and once. `seq` is there on the lossless lane, and for `joined`. */
export type EventFrame =
  | { [N in keyof EventData]: { event: N; topic?: string; seq?: number; data: EventData[N] } }[keyof EventData]
  | { event: "joined"; topic: string; seq: number; data?: undefined }
  | { event: "left"; topic: string; seq?: undefined; data?: undefined }

export interface Hello {
  protocol: number
  epoch: string
  session: string
  user: User
  role: "member" | "admin"
  heartbeatMs: number
  limits: Record<string, number>
}

export interface Events {
  /** idle → connecting → live → waiting → connecting …; ends in closed or away. */
  status: "idle" | "connecting" | "live" | "waiting" | "suspended" | "away" | "closed"
  hello: Hello
  /** What the server tells, and the client's own `subscribed {topics}`. */
  event: EventFrame
  /** Topics that could not be continued: read them again over HTTP. `renewed`: another epoch. */
  reset: { topics: string[]; renewed: boolean }
  /** Stay away: 4501 signed out, 4502 not our protocol, 4503 suspended. */
  away: { code: number; reason: string }
  /** A socket ended before `hello`: nobody is there, or the login is over (ask `GET /api/me`). */
  unreachable: { attempt: number }
  /** The server could not read something of ours. */
  fault: Refusal
}

export interface ResumePoint { epoch: string | null; since: Record<string, number> }

/** What the client needs of a WebSocket. */
export interface Socket {
  send(text: string): void
  close(code?: number): void
  onmessage: ((event: { data: string }) => void) | null
  onclose: ((event: { code: number; reason: string }) => void) | null
  onerror: ((event: unknown) => void) | null
}

export interface Clock {
  now(): number
  setTimeout(run: () => void, ms: number): unknown
  clearTimeout(id: unknown): void
}

export interface Options {
  /** Opens a socket; elsewhere than in a browser, the place for `Authorization: Bearer`. */
  dial?: (url: string) => Socket
  clock?: Clock
  /** 0 ≤ random() < 1, for the jitter. */
  random?: () => number
  /** Whose `online`, `offline`, `visibilitychange`, `pagehide` and `pageshow` count; null for none. */
  window?: Window | null
}

export type RefusalCode =
  | "bad_request" | "not_found" | "not_member" | "forbidden" | "blocked" | "rate_limited" | "too_large" | "key_reused"
  | "busy" | "unavailable"
  /** The client's own. */
  | "disconnected" | "closed"

export class Refusal extends Error {
  /** A RefusalCode; servers may have more. */
  code: RefusalCode | (string & {})
  retryAfterMs?: number
  constructor(error: { code: string; message?: string; retryAfterMs?: number })
}

export class Positions {
  take(topic: string, seq: number): "next" | "old" | "gap"
  has(topic: string): boolean
  get(topic: string): number | undefined
  set(topic: string, seq: number): void
  forget(topic: string): void
  topics(): string[]
  toJSON(): Record<string, number>
}

export class HubbubClient {
  constructor(url: string, options?: Options)
  readonly status: Events["status"]
  readonly epoch: string | null
  readonly resumePoint: ResumePoint
  resumeFrom(point: { epoch: string; since: Record<string, number> }): void
  connect(): void
  close(): void
  on<N extends keyof Events>(name: N, listener: (value: Events[N]) => void): () => void
  ask<C extends Command>(command: C): Promise<Answer<C>>
  /** Topics that must be asked for: `post:ID`; for admins `stats`. */
  follow(topics: Iterable<string>): void
}

export function backoff(attempt: number, random?: () => number): number
export function retryDelay(
  close: { code: number; reason?: string; attempt: number }, random?: () => number): number
export function staysAway(code: number): boolean
