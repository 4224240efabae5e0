/// Numbers of taking one's data along.
extension Limits {
  /// Exports that are made at once: each keeps a core busy with compressing.
  public static let exports = 2
  /// When to ask again for one that had no place: most take less than this.
  public static let exportRetryAfter = Duration.seconds(10)
  /// Changes that an export counts as: who takes theirs again and again gets one in
  /// half a minute, and leaves the places to others.
  public static let exportWrites = 500
  /// Rows that an export holds at a time: of the longest messages 16 MB.
  public static let exportedRows = 1_000
  /// People of one list that an export names: friends and requests are bounded
  /// below, and nobody blocks so many.
  public static let exportedPeople = 100_000
  /// Bytes that an export leaves free on the disk: it is as large as all that somebody keeps,
  /// and what others write and send meanwhile needs space too.
  public static let exportSpareBytes: Int64 = 256 * 1024 * 1024
  /// Bytes of an export that are read and sent at a time.
  public static let exportPieceBytes = 64 * 1024
}
