import ArgumentParser

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
    try await UserCommand.switchOver(
      name, common, isJSON: json, { .removeFactor(username: $0) }, state: ["factor": "off"],
      sentence: { "\($0) has no second factor \($1 ? "now" : "anyway")." })
  }
}
