/// Numbers of reports, and of what admins look at.
extension Limits {
  /// Characters of what somebody says about what they report.
  public static let reasonCharacters = 1...1_000
  /// Reports of one person that nobody has decided: more is no help to who decides.
  public static let openReports = 50
  /// Reports that are counted, of those that nobody has decided: a number beside a link, which
  /// says "99+" long before, shall cost no more where thousands report.
  public static let countedReports = 1_000
  /// Life of a report that was decided: half a year, for who comes back with it.
  public static let settledReportsKept = Duration.seconds(180 * 86_400)
  /// Milliseconds by which a message's row may be older than its id says: the clocks of
  /// two reads, and a step back of the machine's.
  public static let messageIDSlack: Int64 = 60_000
  /// Messages looked at for one that is named by its id alone, which are some minutes
  /// of a busy server.
  public static let searchedForID: Int64 = 100_000
  /// People shown who keep most.
  public static let keepersShown = 20
}
