/// Numbers of the stats.
extension Limits {
  /// Percentiles tell of what happened within one to two of these: long enough
  /// for a few hundred values, short enough to see a trouble begin and end.
  public static let statsWindow = Duration.seconds(60)
  /// Between two looks at how late a loop is: 600 values a window, each of
  /// which costs the loop some microseconds.
  public static let loopPulse = Duration.milliseconds(100)
  /// Between two frames of the `stats` topic (contract §3).
  public static let statsBeat = Duration.seconds(1)
  /// Rooms, and slow consumers, that a snapshot names: what fits a screen.
  public static let statsNamed = 10
  /// How long a person stays online after they last did something (contract §3).
  public static let presenceIdle = Duration.seconds(1_200)
}
