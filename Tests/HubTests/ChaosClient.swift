import HubbubDomain
import HubbubHub
import HubbubTesting
import NIOCore

/// A client that keeps to the contract: it counts what it was told, asks
/// again for what was not answered, and goes on from where it was cut off.
final class ChaosClient {
  let session: Session
  private let room: ConversationID
  private var transport: FakeTransport?
  /// How many frames of the present socket were looked at.
  private var seen = 0
  private var nextRef: Int64 = 1
  private var waiting: [Int64: String] = [:]
  /// Keys whose message was acknowledged, with its seq.
  private(set) var acknowledged: [String: Int64] = [:]
  private var wanted: [String] = []
  /// The last number that it knows of the room; nil before its first start.
  private(set) var last: Int64?
  /// Where it began to count.
  private(set) var first: Int64 = 0
  /// Each message that it was told, in order.
  private(set) var heard: [(seq: Int64, key: String?)] = []
  private(set) var faults: [String] = []

  init(_ user: User, in room: ConversationID) {
    session = Session(
      id: .make(), user: user, role: .member, createdAt: .now(),
      expiresAt: .now() + .seconds(3_600))
    self.room = room
  }

  var isSettled: Bool { wanted.isEmpty }
  private var topic: String { "conversation:\(room)" }

  // MARK: - What it does

  /// Opens a socket on a hub and goes on from where it was.
  func connect(to hub: Hub, on loop: any EventLoop) async throws {
    let transport = FakeTransport(on: loop)
    self.transport = transport
    (seen, waiting) = (0, [:])
    let session = session
    try await loop.submit {
      transport.receiver = hub.connect(session, over: transport, on: loop)
    }.get()
    let since = last.map { ",\"since\":{\"\(topic)\":\($0)}" } ?? ""
    try await ask("\"op\":\"start\"\(since)", key: nil)
    _ = try await transport.frames(2)  // hello, and the answer to start
    for key in wanted { try await ask(key: key) }
  }

  /// Sends a message, and asks again after each cut until it is acknowledged.
  func send(_ key: String) async throws {
    wanted.append(key)
    try await ask(key: key)
  }

  /// Is cut off; of what was sent to it only so much arrived.
  func cut(_ random: inout SeededGenerator) async throws {
    guard let transport else { return }
    let frames = try transport.frames()
    read(frames.prefix(random.number(min(seen + 2, frames.count)...frames.count)))
    try await leave()
  }

  /// Hangs up.
  func leave() async throws {
    guard let transport else { return }
    self.transport = nil
    try await transport.loop.submit { transport.disconnect() }.get()
  }

  /// Takes in all that has come.
  func read() throws {
    guard let transport else { return }
    read(try transport.frames()[...])
    if let close = transport.closed { faults.append("closed: \(close)") }
  }

  private func ask(key: String) async throws {
    let words =
      "\"op\":\"send\",\"conversation\":\"\(room)\",\"key\":\"\(key)\",\"text\":\"\(key)\""
    try await ask(words, key: key)
  }

  private func ask(_ words: String, key: String?) async throws {
    guard let transport else { return }
    let ref = nextRef
    nextRef += 1
    waiting[ref] = key
    try await transport.loop.submit { transport.say("{\"ref\":\(ref),\(words)}") }.get()
  }

  // MARK: - What it is told

  private func read(_ frames: ArraySlice<ServerFrame>) {
    for frame in frames.dropFirst(seen) { take(frame.json) }
    seen = max(seen, frames.count)
  }

  private func take(_ json: JSON) {
    if let ref = json.ref.integer {
      takeAnswer(json, to: ref)
    } else if json.topic.string == topic, let seq = json.seq.integer {
      takeEvent(json, seq)
    }
  }

  private func takeAnswer(_ json: JSON, to ref: Int64) {
    if let head = json.ok.heads[topic].integer, last == nil { (first, last) = (head, head) }
    if json.ok.reset.elements.isEmpty == false { faults.append("reset: \(json)") }
    guard let key = waiting[ref] else { return }
    guard let seq = json.ok.seq.integer else { return faults.append("refused: \(json)") }
    if let before = acknowledged[key], before != seq { faults.append("\(key) answered twice") }
    acknowledged[key] = seq
    wanted.removeAll { $0 == key }
  }

  private func takeEvent(_ json: JSON, _ seq: Int64) {
    guard let last, seq == last + 1 else {
      return faults.append("\(seq) came after \(last ?? -1)")
    }
    self.last = seq
    heard.append((seq, json.data.message.key.string))
  }
}
