import ArgumentParser
import HubbubAccounts

/// `hubbub user disable`: switches an account off.
struct UserDisableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable", abstract: "Switches an account off: nobody can use it.",
    discussion: "What was written stays. `hubbub user enable` switches it on again.")

  @OptionGroup(title: "Where") var common: ConfigurationFlags
  @Argument(help: "Whose.") var name: String
  @Flag(help: "One JSON object, for programs.") var json = false

  func run() async throws {
    try await Console(isJSON: json).run {
      let username = try AccountRules.username(name)
      let order = UserOrder.disable(username: username)
      let isNew = try await UserCommand.carryOut(order, common).isNew
      let sentence = "\(username) is disabled \(isNew ? "now" : "already")."
      print(json ? Console.object(["username": username, "state": "disabled"]) : sentence)
    }
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
    try await Console(isJSON: json).run {
      let username = try AccountRules.username(name)
      let order = UserOrder.enable(username: username)
      let isNew = try await UserCommand.carryOut(order, common).isNew
      let sentence = "\(username) is enabled \(isNew ? "now" : "already")."
      print(json ? Console.object(["username": username, "state": "enabled"]) : sentence)
    }
  }
}
