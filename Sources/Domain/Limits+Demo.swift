/// Numbers of the sample community.
extension Limits {
  /// Milliseconds between two things that happen in it: alive, and not a fair.
  public static let demoPause = 2_500...7_000
  /// For somebody in it to write a sentence.
  public static let demoTyping = Duration.milliseconds(1_800)
}
