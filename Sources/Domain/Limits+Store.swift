/// Numbers of reading what is stored.
extension Limits {
  /// Short reads of one transaction: where sharing it has made it cheap (a
  /// hundredth of its cost each), and a millisecond's work.
  public static let gatheredReads = 128
  /// Transactions of short reads at once; the other connections are left for
  /// lists and searches.
  public static let readRounds = 2
}
