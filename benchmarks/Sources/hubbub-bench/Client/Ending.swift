/// How a connection ended.
enum Ending: Equatable {
  /// Nobody listened.
  case nobody
  /// The handshake was answered with this HTTP status; 0: with no HTTP.
  case refused(status: Int)
  /// With a close code or without one, and when to come back, in seconds.
  case closed(code: Int?, slot: Double?)

  /// Reads a close frame's payload: a code, then `{"retryAfterMs":n}` or nothing.
  static func closed(by payload: UnsafeRawBufferPointer) -> Ending {
    guard payload.count >= 2 else { return .closed(code: nil, slot: nil) }
    let reason = UnsafeRawBufferPointer(rebasing: payload[2...])
    let slot = Excerpt.number(after: "\"retryAfterMs\":", in: reason)
    return .closed(
      code: Int(payload[0]) << 8 | Int(payload[1]), slot: slot.map { Double($0) / 1_000 })
  }
}
