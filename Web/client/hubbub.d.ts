/** Types of Hubbub's socket client, contract version 1. */

export const PROTOCOL: 1
export const TOPICS_MAX: number
export const WAITING_MAX: number

export interface Likes { count: number; version: number; mine?: boolean }

export type Command =
  | { op: "send"; conversation: string; key: string; text: string; media?: string[] }
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

/** One event, in order and once. `seq` is there on the lossless lane only. */
export interface EventFrame {
  event: string
  topic?: string
  seq?: number
  data?: Record<string, unknown>
}

export interface Hello {
  protocol: number
  epoch: string
  session: string
  user: string
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

export class Refusal extends Error {
  code: string
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
