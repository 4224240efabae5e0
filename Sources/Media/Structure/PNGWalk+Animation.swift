import HubbubDomain

/// The frames of a PNG that moves, in their order.
///
/// - Source: PNG (third edition) §11.3.6 (APNG).
extension PNGWalk {
  struct Animation {
    fileprivate var declared: Int?
    fileprivate var frames = 0
    fileprivate var next = 0

    /// How many frames there are; nil for a picture that stands still.
    func end() throws(Refusal) -> Int? {
      try require(declared == nil ? frames == 0 : frames == declared)
      return declared
    }
  }

  mutating func animate(_ kind: String, _ body: Range<Int>) throws(Refusal) {
    switch kind {
    case "acTL": try control(body)
    case "fcTL": try frame(body)
    default:
      try require(pixels == .past && animation.frames > 0 && body.count > 4)
      try order(body)
    }
  }

  private mutating func control(_ body: Range<Int>) throws(Refusal) {
    try require(animation.declared == nil && pixels == .toCome && body.count == 8)
    animation.declared = try file.big(4, at: body.lowerBound).orBroken()
    try found.take(frames: animation.declared ?? 0)
  }

  private mutating func frame(_ body: Range<Int>) throws(Refusal) {
    try require(body.count == 26 && animation.declared != nil)
    try order(body)
    animation.frames += 1
    let start = body.lowerBound
    let size = try PixelSize(file.big(4, at: start + 4), file.big(4, at: start + 8)).orBroken()
    let (x, y) = try (
      file.big(4, at: start + 12).orBroken(), file.big(4, at: start + 16).orBroken()
    )
    try require(x + size.width <= found.width ?? 0 && y + size.height <= found.height ?? 0)
  }

  /// Frames and their pixels are numbered in one row.
  private mutating func order(_ body: Range<Int>) throws(Refusal) {
    try require(file.big(4, at: body.lowerBound) == animation.next)
    animation.next += 1
  }
}
