public import ArgumentParser
import HubbubAccounts
public import HubbubDomain
import HubbubStore

/// `hubbub user`: accounts, from the machine that keeps them.
struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Makes, changes and switches off accounts.",
    discussion: "Also while a server runs on the data folder, which does it then.",
    subcommands: [
      UserAddCommand.self, UserPasswordCommand.self, UserDisableCommand.self,
      UserEnableCommand.self, UserFactorOffCommand.self, UserRoleCommand.self,
    ])

  /// Has an order carried out: on the data folder that `flags` name, or by the
  /// server that runs on it.
  ///
  /// - Returns: whose account it is, and whether anything was changed.
  /// - Throws: ``Failure``: why not; else what reading the configuration or
  ///   opening the store throws.
  static func carryOut(
    _ order: UserOrder, _ flags: ConfigurationFlags
  ) async throws -> (id: String, isNew: Bool) {
    let configuration = try Configuration.read(flags: flags.given)
    do {
      return try await OfflineStore.with(configuration) { store in
        await UserDesk(offline: store).carryOut(order)
      }.get()
    } catch let error as DataFolderInUse {
      return try ask(error.folder, order).get()
    }
  }

  /// Has something of an account switched, and says how it stands.
  ///
  /// - Parameters:
  ///   - order: to be carried out, given the username.
  ///   - state: what programs are told besides the username.
  ///   - sentence: what people are told, given the username and whether that is new.
  static func switchOver(
    _ name: String, _ flags: ConfigurationFlags, isJSON: Bool,
    _ order: (_ username: String) -> UserOrder, state: [String: String],
    sentence: (_ username: String, _ isNew: Bool) -> String
  ) async throws {
    try await Console(isJSON: isJSON).run {
      let username = try AccountRules.username(name)
      let isNew = try await carryOut(order(username), flags).isNew
      let object = ["username": username].merging(state) { old, _ in old }
      print(isJSON ? Console.object(object) : sentence(username, isNew))
    }
  }

  /// Asks the server that owns a folder.
  private static func ask(_ folder: String, _ order: UserOrder) throws -> UserReceipt {
    guard let descriptor = try ControlSocket.calling(folder: folder) else {
      throw Failure(
        code: "data_folder_in_use",
        sentence: "The data folder \(folder) is in use by a hubbub that takes no orders now."
          + " Try again in a moment.")
    }
    let server = ControlSocket(descriptor: descriptor)
    try server.send(order)
    guard let receipt = server.receive(UserReceipt.self, within: Limits.receiptPatience) else {
      throw Failure(
        code: "no_answer",
        sentence: "The server did not say whether it was done. Look, and try again.")
    }
    return receipt
  }
}

extension Role: ExpressibleByArgument {}

extension Role {
  /// With its article, for sentences.
  var spoken: String {
    switch self {
    case .admin: "an admin"
    case .member: "a member"
    }
  }
}
