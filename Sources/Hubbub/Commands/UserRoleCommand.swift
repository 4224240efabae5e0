import ArgumentParser
import HubbubAccounts
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
    try await Console(isJSON: json).run {
      let username = try AccountRules.username(name)
      let order = UserOrder.setRole(username: username, role: role)
      tell(username, isNew: try await UserCommand.carryOut(order, common).isNew)
    }
  }

  private func tell(_ username: String, isNew: Bool) {
    guard json else { return print("\(username) is \(role.spoken) \(isNew ? "now" : "already").") }
    print(Console.object(["username": username, "role": role.rawValue]))
  }
}
