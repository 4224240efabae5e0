import FoundationEssentials
import Glibc

/// What a frame says at its beginning, read without decoding the rest.
///
/// Hubbub writes `{"event":…,"topic":…,"seq":…` and `{"ref":…` in this order
/// and without spaces. Where a frame looks otherwise, which the contract
/// allows, it is decoded as any JSON, slowly.
enum Glance: Equatable {
  case event(Event)
  /// An answer to the question with this `ref`; nil: to one that could not be read.
  case answer(ref: Int?, isRefusal: Bool)

  struct Event: Equatable {
    let name: Name
    /// Nil for hello.
    let topic: TopicKey?
    /// Nil for the lanes without numbers.
    let seq: Int64?
  }

  /// The events that somebody here looks for.
  enum Name: String, Codable {
    case message, post, hello, joined, left, skip, likes
    case other
  }

  /// - Returns: nil for what is no frame of Hubbub's.
  @inline(__always)
  static func read(_ bytes: UnsafeRawBufferPointer) -> Glance? {
    var scan = Scan(bytes)
    if scan.passes("{\"event\":\""), let event = scan.event() { return .event(event) }
    scan = Scan(bytes)
    if scan.passes("{\"ref\":"), let answer = scan.answer() { return answer }
    return Loose.read(bytes)
  }
}

/// A walk over a frame's beginning.
private struct Scan {
  let bytes: UnsafeRawBufferPointer
  var at = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Whether `text` stands here; moves behind it where it does.
  @inline(__always)
  mutating func passes(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - at >= count, let base = bytes.baseAddress,
      memcmp(base + at, text.utf8Start, count) == 0
    else { return false }
    at += count
    return true
  }

  /// The bytes up to the next quote; moves behind it.
  @inline(__always)
  mutating func upToQuote() -> UnsafeRawBufferPointer? {
    guard let base = bytes.baseAddress, at < bytes.count,
      let quote = memchr(base + at, CInt(UInt8(ascii: "\"")), bytes.count - at)
    else { return nil }
    let end = UnsafeRawPointer(quote) - base
    defer { at = end + 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[at..<end])
  }

  @inline(__always)
  mutating func number() -> Int64? {
    let begin = at
    var number: Int64 = 0
    while at < bytes.count, case let digit = bytes[at] &- UInt8(ascii: "0"), digit < 10 {
      number = number &* 10 &+ Int64(digit)
      at += 1
    }
    return at > begin ? number : nil
  }

  /// Behind `{"event":"`.
  @inline(__always)
  mutating func event() -> Glance.Event? {
    guard let name = upToQuote() else { return nil }
    guard passes(",\"topic\":\"") else {
      // Hello has no topic; whatever else has none is looked at slowly.
      return Self.name(name) == .hello
        ? Glance.Event(name: .hello, topic: nil, seq: nil) : nil
    }
    guard let topic = upToQuote() else { return nil }
    let seq = passes(",\"seq\":") ? number() : nil
    return Glance.Event(name: Self.name(name), topic: TopicKey(topic), seq: seq)
  }

  /// Behind `{"ref":`.
  mutating func answer() -> Glance? {
    let ref = number()
    guard ref != nil || passes("null") else { return nil }
    if passes(",\"ok\":") { return .answer(ref: ref.map(Int.init), isRefusal: false) }
    if passes(",\"error\":") { return .answer(ref: ref.map(Int.init), isRefusal: true) }
    return nil
  }

  @inline(__always)
  private static func name(_ bytes: UnsafeRawBufferPointer) -> Glance.Name {
    switch bytes.count {
    case 7 where bytes.elementsEqual("message".utf8): .message
    case 4 where bytes.elementsEqual("post".utf8): .post
    case 4 where bytes.elementsEqual("left".utf8): .left
    case 4 where bytes.elementsEqual("skip".utf8): .skip
    case 5 where bytes.elementsEqual("hello".utf8): .hello
    case 5 where bytes.elementsEqual("likes".utf8): .likes
    case 6 where bytes.elementsEqual("joined".utf8): .joined
    default: .other
    }
  }
}

/// The slow way: any JSON that the contract allows.
private struct Loose: Decodable {
  var event: String?
  var topic: String?
  var seq: Int64?
  var ref: Int?
  var ok: Anything?
  var error: Anything?

  struct Anything: Decodable {
    init(from decoder: any Decoder) {}
  }

  static func read(_ bytes: UnsafeRawBufferPointer) -> Glance? {
    guard let loose = try? JSONDecoder().decode(Loose.self, from: Data(bytes)) else { return nil }
    if let event = loose.event {
      return .event(
        Glance.Event(
          name: Glance.Name(rawValue: event) ?? .other, topic: loose.topic.map { TopicKey($0) },
          seq: loose.seq))
    }
    guard loose.ok != nil || loose.error != nil else { return nil }
    return .answer(ref: loose.ref, isRefusal: loose.error != nil)
  }
}
