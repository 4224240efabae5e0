/// Numbers of leaving: how long one may come back, and how the rest goes.
extension Limits {
  /// From leaving until nothing brings a person back (contract §2): two weeks
  /// to think it over, a holiday among them.
  public static let returnPeriod = Duration.seconds(14 * 86_400)
  /// Between two looks for who cannot come back any more: nobody waits for it.
  public static let erasureInterval = Duration.seconds(86_400)
  /// Rows of one kind that one change erases: some milliseconds, for which
  /// whoever writes a message waits.
  ///
  /// A post goes with all that hangs on it, which counts: one with ten thousand likes
  /// is more by itself.
  public static let erasedRows = 100
  /// People that one look finds; the next goes on behind them.
  public static let erasedPeople = 100
}
