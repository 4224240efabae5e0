import ArgumentParser
import HubbubAccounts

/// `hubbub user factor-off`: lets somebody in who lost their second factor.
struct UserFactorOffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "factor-off", abstract: "Turns somebody's second factor off.",
    discussion: """
      For who lost their authenticator and their recovery codes: from then on their \
      password alone opens the account. Be sure that it is they who ask.
      """)

  @OptionGroup(title: "Where") var common: ConfigurationFlags
  @Argument(help: "Whose.") var name: String
  @Flag(help: "One JSON object, for programs.") var json = false

  func run() async throws {
    try await Console(isJSON: json).run {
      let username = try AccountRules.username(name)
      let order = UserOrder.removeFactor(username: username)
      let isNew = try await UserCommand.carryOut(order, common).isNew
      let sentence = "\(username) has no second factor \(isNew ? "now" : "anyway")."
      print(json ? Console.object(["username": username, "factor": "off"]) : sentence)
    }
  }
}
