import ArgumentParser

/// A day of a community of 5,000, a little of everything.
struct MixedDay: OneServer {
  static let configuration = CommandConfiguration(
    commandName: "mixed-day", abstract: "What a community of 5,000 does, at its busiest.",
    discussion: """
      All are there. In every second (--pace multiplies all of it): 60 messages in rooms of 40, \
      30 people who type, 40 likes, 20 read marks, 1 post that everybody hears of and a tenth \
      look at, 30 pages over HTTP, and 20 people who go and come back about 3 s later.
      """)

  @Option(help: "People, all of whom are there.") var people = 5_000
  @Option(help: "Rooms; each person is in one.") var rooms = 125
  @Option(help: "How busy they are: 1 is what is said above.") var pace = 1.0
  @Option(help: "How long, in seconds.") var seconds = 20.0
  @OptionGroup(title: "How it is run") var options: RunOptions

  func validate() throws {
    try Bounds.check("--people", people, Limits.sockets)
    try Bounds.check("--rooms", rooms, 1...people)
    try Bounds.check("--pace", pace, 0.01...100)
    try Bounds.check("--seconds", seconds, Limits.seconds)
  }

  var community: StartedServer.Community { .init(users: people, rooms: rooms) }

  var settings: [String: Double] {
    ["people": Double(people), "rooms": Double(rooms), "pace": pace, "seconds": seconds]
  }

  private var day: Day {
    Day(
      seconds: seconds, messagesPerSecond: 60 * pace, typingPerSecond: 30 * pace,
      likesPerSecond: 40 * pace, readMarksPerSecond: 20 * pace, postsPerSecond: 1 * pace,
      pagesPerSecond: 30 * pace, leavesPerSecond: 20 * pace, awaySeconds: 3, textBytes: 100)
  }

  func perform(on stage: Stage) throws -> Figures {
    try stage.open(people, .day(day))
    return figures(try stage.measure(seconds))
  }

  private func figures(_ measured: Measurement) -> Figures {
    var figures = Figures(measured, sockets: people)
    let tally = measured.tally
    figures.add(deliveriesOf: measured, expected: tally.sums["expected"] ?? 0)
    // The feed's head is where everybody must have come to.
    let behind = (tally.highest["feed"] ?? 0) - (tally.lowest["feed"] ?? 0)
    figures[.lost] = (figures[.lost] ?? 0) + behind
    for (name, figure) in [
      ("published", Figure.messages), ("posts", .posts), ("pages", .pages),
      ("comings", .comings), ("failedPages", .failedPages),
    ] {
      figures[figure] = Double(tally.sums[name] ?? 0)
    }
    if tally.pages.count > 0 {
      figures[.pageP50] = tally.pages.milliseconds(50)
      figures[.pageP99] = tally.pages.milliseconds(99)
    }
    return figures
  }
}
