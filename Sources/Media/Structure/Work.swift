import HubbubDomain

/// How much of a file has been looked at, so that no file takes for ever.
///
/// - Bounds: ``Limits/walkedBoxes``, ``Limits/walkedPieces``.
final class Work {
  private(set) var boxes = 0
  private(set) var pieces = 0

  /// Counts a box, chunk, segment or element.
  ///
  /// - Throws: ``Refusal`` `too_large`.
  func box() throws(Refusal) {
    boxes += 1
    try require(boxes <= Limits.walkedBoxes, else: .tooManyParts)
  }

  /// Counts a sample, frame, page or block.
  ///
  /// - Throws: ``Refusal`` `too_large`.
  func piece() throws(Refusal) {
    pieces += 1
    try require(pieces <= Limits.walkedPieces, else: .tooManyParts)
  }
}

/// Refuses a file of which something is not so.
func require(
  _ isSo: Bool, else refusal: @autoclosure () -> Refusal = .brokenMedia
) throws(Refusal) {
  guard isSo else { throw refusal() }
}

extension Optional {
  /// What the file has here.
  ///
  /// - Throws: ``Refusal`` `corrupt_media` where it has nothing.
  func orBroken() throws(Refusal) -> Wrapped {
    guard let self else { throw .brokenMedia }
    return self
  }
}
