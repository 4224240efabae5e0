import ArgumentParser

/// `hubbub user disable`: switches an account off.
struct UserDisableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable", abstract: "Switches an account off: nobody can use it.",
    discussion: "What was written stays. `hubbub user enable` switches it on again.")

  @OptionGroup(title: "Where") var common: ConfigurationFlags
  @Argument(help: "Whose.") var name: String
  @Flag(help: "One JSON object, for programs.") var json = false

  func run() async throws {
    try await UserCommand.switchOver(
      name, common, isJSON: json, { .disable(username: $0) }, state: ["state": "disabled"],
      sentence: { "\($0) is disabled \($1 ? "now" : "already")." })
  }
}

/// `hubbub user enable`: switches an account on again.
struct UserEnableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enable", abstract: "Switches an account on again.",
    discussion: "The logins that were there before open it again.")

  @OptionGroup(title: "Where") var common: ConfigurationFlags
  @Argument(help: "Whose.") var name: String
  @Flag(help: "One JSON object, for programs.") var json = false

  func run() async throws {
    try await UserCommand.switchOver(
      name, common, isJSON: json, { .enable(username: $0) }, state: ["state": "enabled"],
      sentence: { "\($0) is enabled \($1 ? "now" : "already")." })
  }
}
