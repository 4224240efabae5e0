/// Numbers of looking whether a data folder is sound.
extension Limits {
  /// Rows that a look holds at a time: each with its facts takes 1 KiB.
  public static let lookedAtRows = 500
  /// Between two looks beside a running server: twice its ``mediaSweepBeat``, so that a file
  /// that comes or goes by itself has done so.
  public static let secondLook = mediaSweepBeat * 2
  /// Faults of a first look that a second one is to find again; the others are not told
  /// beside a running server.
  public static let faultsLookedAtAgain = 100_000
}
