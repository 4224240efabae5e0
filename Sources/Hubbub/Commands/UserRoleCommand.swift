import ArgumentParser
import HubbubDomain

/// `hubbub user role`: what an account may do.
struct UserRoleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role", abstract: "Gives an account another role.")

  @OptionGroup(title: "Where") var common: ConfigurationFlags
  @Argument(help: "Whose.") var name: String
  @Argument(help: "What they may do: member or admin.") var role: Role
  @Flag(help: "One JSON object, for programs.") var json = false

  func run() async throws {
    try await UserCommand.switchOver(
      name, common, isJSON: json, { .setRole(username: $0, role: role) },
      state: ["role": role.rawValue],
      sentence: { "\($0) is \(role.spoken) \($1 ? "now" : "already")." })
  }
}
