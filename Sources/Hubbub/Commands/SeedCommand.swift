import ArgumentParser
import HubbubAccounts
import HubbubDomain
import HubbubStore

/// `hubbub seed`: fills a data folder with users and rooms, for tests and load.
struct SeedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seed", abstract: "Makes users and rooms, for tests and load.",
    discussion: "The users have no password: the tokens that are written are their logins.")

  @OptionGroup(title: "Where") var common: ConfigurationFlags
  @Option(help: "Users u0, u1 and so on; one more is called publisher.") var users: Int
  @Option(help: "Rooms room0, room1 and so on; every user is in every room.") var rooms = 0
  @Flag(help: "User i is in room i mod the number of rooms only; publisher is in all.")
  var spread = false
  @Option(help: "How many friends each user has: those with the next and the last numbers.")
  var friends = 0
  @Option(help: "What the usernames begin with.") var prefix = "u"
  @Option(help: "Gets a line \"username TAB user id TAB token\" for each, publisher last.")
  var tokens: String
  @Option(help: "Gets a line with the id of each room.") var roomIds: String?
  @Flag(help: "One JSON object, for programs.") var json = false

  func validate() throws {
    guard 0...1_000_000 ~= users else { throw ValidationError("--users: from 0 to 1000000") }
    guard 0...100_000 ~= rooms else { throw ValidationError("--rooms: from 0 to 100000") }
    guard 0...Limits.friends ~= friends, friends % 2 == 0, friends < max(1, users) else {
      throw ValidationError(
        "--friends: an even number from 0 to \(Limits.friends), below that of users")
    }
  }

  func run() async throws {
    try await Console(isJSON: json).run {
      try await OfflineStore.with(Configuration.read(flags: common.given)) { try sow(in: $0) }
    }
  }

  private func sow(in store: SQLiteStore) throws {
    // Before anything is sown: nobody could log in without them.
    let tokenFile = try OutputFile(tokens)
    let roomFile = try roomIds.map(OutputFile.init)
    let seeded = try store.seed(
      users: users, rooms: rooms, spread: spread, friends: friends, prefix: prefix, at: .now()
    ) {
      let token = SessionToken.make()
      return (token.text, token.hash)
    }
    try tokenFile.write(
      seeded.logins.map { "\($0.user.username)\t\($0.user.id)\t\($0.token)" })
    try roomFile?.write(seeded.rooms.map(\.description))
    tell(seeded)
  }

  private func tell(_ seeded: Seeded) {
    let (users, rooms) = (seeded.logins.count, seeded.rooms.count)
    print(json ? "{\"users\":\(users),\"rooms\":\(rooms)}" : "\(users) users, \(rooms) rooms")
  }
}
