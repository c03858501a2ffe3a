"""Where secrets are kept in AWS: the Parameter Store, or Secrets Manager."""

from exeoflow.adapters.vaults.parameter_store import ParameterStoreVault
from exeoflow.adapters.vaults.remembering import RememberingVault
from exeoflow.adapters.vaults.secrets_manager import SecretsManagerVault

__all__ = ["ParameterStoreVault", "RememberingVault", "SecretsManagerVault"]
