/// Some of a hub's event loops.
///
/// - Bounds: loops below ``Limits/eventLoops``, the bits of a word.
struct LoopSet: Equatable, Sendable {
  private var bits: UInt64 = 0

  var isEmpty: Bool { bits == 0 }

  mutating func insert(_ loop: Int) { bits |= 1 << UInt64(loop) }

  mutating func remove(_ loop: Int) { bits &= ~(1 << UInt64(loop)) }

  /// Calls `body` with each of them, lowest first.
  func each(_ body: (Int) -> Void) {
    var rest = bits
    while rest != 0 {
      body(rest.trailingZeroBitCount)
      rest &= rest - 1
    }
  }
}
