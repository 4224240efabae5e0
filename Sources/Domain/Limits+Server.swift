/// Numbers of the running server.
extension Limits {
  /// Connections that the kernel holds until we take them: a return of all
  /// clients after a restart fits into a few round trips.
  public static let backlog = 4_096
  /// How long nobody is let in after the system had no place for one: long
  /// enough to cost nothing, short enough to be taken for a slow network.
  public static let acceptRest = Duration.seconds(1)
  /// Connections that are let in before the loop looks at what else there is.
  public static let acceptsAtOnce = 2
  /// How long a loop lets nobody in for each socket that came.
  ///
  /// Several times what one costs, so that those who are in already hardly feel ten
  /// thousand who come at once. Two loops have let these in after ten seconds.
  public static let socketRest = Duration.milliseconds(2)
  /// Connections that are let in at once before any of them has said what it is to be: a
  /// page opens six, and most have said it by the loop's next turn.
  public static let silentConnections = 16
  /// How long commands in flight are waited for at the end: many commits, even on a slow disk.
  public static let answerPatience = Duration.milliseconds(1_500)
  /// Event loops that a hub may run on: a set of them is one machine word.
  public static let eventLoops = 64
  /// How long sockets are waited for at the end, so that the whole stays under 10 s.
  public static let drainPatience = Duration.seconds(6)
  /// How long requests are waited for at the end, before they are cut off.
  public static let shutdownPatience = Duration.seconds(8)
  /// After this the program ends, whatever still runs: service managers kill after 10 s or more.
  public static let shutdownDeadline = Duration.milliseconds(9_500)
  /// A check that takes longer has failed: probes commonly give up after 5 to 10 s.
  public static let checkTimeout = Duration.seconds(5)
  /// How long an answer of the checks is used again, so that asking costs no writes.
  public static let checkFreshness = Duration.seconds(1)
}
