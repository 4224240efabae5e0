import ArgumentParser
import FoundationEssentials

/// A post that everybody sees and everybody likes at once.
struct LikeStorm: OneServer {
  static let configuration = CommandConfiguration(
    commandName: "like-storm",
    abstract: "5,000 sockets look at a post, which they like 2,000 times a second.",
    discussion: """
      The newest count wins: at the end each socket has the right one, none has seen a version \
      go back, and none was told more than 10 times a second. By turns each takes its like back.
      """)

  @Option(help: "Sockets, all of which look at the post.") var sockets = 5_000
  @Option(help: "Likes and unlikes a second, over all sockets.") var rate = 2_000.0
  @Option(help: "How long, in seconds.") var seconds = 5.0
  @OptionGroup(title: "How it is run") var options: RunOptions

  func validate() throws {
    try Bounds.check("--sockets", sockets, Limits.sockets)
    try Bounds.check("--rate", rate, Limits.rate)
    try Bounds.check("--seconds", seconds, Limits.seconds)
  }

  var community: StartedServer.Community { .init(users: sockets, rooms: 1) }

  var settings: [String: Double] {
    ["sockets": Double(sockets), "rate": rate, "seconds": seconds]
  }

  func perform(on stage: Stage) throws -> Figures {
    let post = try stage.server.writePost("A post for a storm")
    try stage.open(sockets, .storm(seconds: seconds, likesPerSecond: rate, post: post))
    let measured = try stage.measure(seconds)
    return figures(measured, truth: try stage.server.likes(of: post))
  }

  private func figures(_ measured: Measurement, truth: PostBody.Likes) -> Figures {
    var figures = Figures(measured, sockets: sockets)
    let tally = measured.tally
    let seconds = max(0.001, tally.highest["stormSeconds"] ?? measured.seconds)
    let frames = Double(tally.sums["likesFrames"] ?? 0)
    figures[.likes] = Double(tally.sums["likes"] ?? 0)
    figures[.likesPerSecond] = Double(tally.sums["likes"] ?? 0) / self.seconds
    figures[.deliveries] = frames
    figures[.deliveriesPerSecond] = frames / seconds
    figures[.likesFramesPerSocketSecond] = frames / seconds / Double(sockets)
    figures[.likesFramesInBusiestSecond] = tally.highest["framesInASecond"]
    figures[.versionsBack] = Double(tally.sums["versionsBack"] ?? 0)
    figures[.tooManyLikesFrames] = Double(tally.sums["tooOften"] ?? 0)
    figures[.wrongCounts] = Double(wrongCounts(tally, truth))
    figures.add(answers: tally.answers)
    return figures
  }

  /// Sockets whose last count is not what the row says; one where all are wrong alike.
  private func wrongCounts(_ tally: Tally, _ truth: PostBody.Likes) -> Int {
    let behind = tally.sums["behind"] ?? 0
    let areRight =
      tally.lowest["count"] == Double(truth.count) && tally.highest["count"] == Double(truth.count)
      && tally.highest["version"] == Double(truth.version)
    return areRight ? behind : max(1, behind)
  }
}
