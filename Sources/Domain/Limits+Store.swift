/// Numbers of reading what is stored.
extension Limits {
  /// Short reads of one transaction: where sharing it has made it cheap (a
  /// hundredth of its cost each), and a millisecond's work.
  public static let gatheredReads = 128
  /// Transactions of short reads at once; the other connections are left for
  /// lists and searches.
  public static let readRounds = 2
  /// How far gathered reads stand back behind loops and the writer: with five steps a thread
  /// has a third of the weight, so that who writes a message goes first where both want a core.
  public static let readNiceness: Int32 = 5
}
