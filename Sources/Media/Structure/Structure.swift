import HubbubDomain

/// Whether a file is whole, from its first byte to its last: nothing is decoded,
/// and nothing may stand behind its end.
enum Structure {
  /// Walks through a whole file.
  ///
  /// - Parameters:
  ///   - file: of any length; a window of it is in memory.
  ///   - sniffed: what libmagic says of its first ``Limits/sniffedBytes``. Where it
  ///     has no word, the first bytes are looked at here.
  /// - Throws: ``Refusal`` `unsupported_type`, `corrupt_media`, `too_large`;
  ///   ``FileFailure`` where the disk fails.
  /// - Bounds: ``Limits/imageBytes``, ``Limits/videoBytes``, ``Limits/audioBytes``,
  ///   and those of ``FoundMedia`` and ``Work``.
  /// - Complexity: O(bytes), and for films O(boxes and samples).
  static func walk(_ file: FileBytes, sniffed: String?) throws -> FoundMedia {
    let result = Result { () throws(Refusal) in try found(in: file, sniffed) }
    if let failure = file.failure { throw failure }
    return try result.get()
  }

  private static func found(in file: FileBytes, _ sniffed: String?) throws(Refusal) -> FoundMedia {
    try require(file.count > 0)
    guard let format = MediaFormat(sniffed: sniffed, file) else { throw .unsupportedMedia }
    // Before the walk, which reads all bytes of some.
    try check(file.count, format.largestKind)
    let found = try format.walk(file)
    try check(file.count, found.type.kind)
    return found
  }

  private static func check(_ count: Int, _ kind: MediaKind) throws(Refusal) {
    try require(count <= Limits.bytes(of: kind), else: .tooManyBytes(kind))
  }
}
