import ArgumentParser
import HubbubAccounts
import HubbubDomain

/// `hubbub user passwd`: another password, for who forgot theirs.
struct UserPasswordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passwd", abstract: "Gives an account another password.",
    discussion: """
      All its sessions end. The password is the first line of standard input. At a terminal, \
      or without a line, one is made and printed.
      """)

  @OptionGroup(title: "Where") var common: ConfigurationFlags
  @Argument(help: "Whose.") var name: String
  @Flag(help: "One JSON object, for programs.") var json = false

  func run() async throws {
    try await Console(isJSON: json).run {
      let username = try AccountRules.username(name)
      let given = try StandardInput.line()
      let password = given ?? MadePassword.make()
      try AccountRules.newPassword(password, of: username)
      let order = UserOrder.changePassword(username: username, to: password)
      _ = try await UserCommand.carryOut(order, common)
      tell(username, made: given == nil ? password : nil)
    }
  }

  private func tell(_ username: String, made password: String?) {
    guard json else {
      print("\(username) has another password now.")
      if let password { print("Password: \(password)") }
      return
    }
    var object = ["username": username]
    object["password"] = password
    print(Console.object(object))
  }
}
