import ArgumentParser
import HubbubAccounts
import HubbubDomain

/// `hubbub user add`: makes an account, an admin's too.
struct UserAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Makes an account.",
    discussion: """
      The password is the first line of standard input. At a terminal, or without a line, \
      one is made and printed.
      """)

  @OptionGroup(title: "Where") var common: ConfigurationFlags
  @Argument(help: "The username: a-z, 0-9 and _, 2 to 30 of them.") var name: String
  @Option(help: "What they may do: member or admin.") var role = Role.member
  @Flag(help: "One JSON object, for programs.") var json = false

  func run() async throws {
    try await Console(isJSON: json).run {
      let username = try AccountRules.username(name)
      let given = try StandardInput.line()
      let password = given ?? MadePassword.make()
      try AccountRules.newPassword(password, of: username)
      let order = UserOrder.add(username: username, password: password, role: role)
      let (id, _) = try await UserCommand.carryOut(order, common)
      tell(username, id, made: given == nil ? password : nil)
    }
  }

  private func tell(_ username: String, _ id: String, made password: String?) {
    guard json else {
      print("\(username) is \(role.spoken) now.")
      if let password { print("Password: \(password)") }
      return
    }
    var object = ["id": id, "username": username, "role": role.rawValue]
    object["password"] = password
    print(Console.object(object))
  }
}
