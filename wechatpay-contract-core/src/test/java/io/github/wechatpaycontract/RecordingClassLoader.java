package io.github.wechatpaycontract;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads the classes of this library anew and keeps the names of all it is asked for.
 */
public final class RecordingClassLoader extends URLClassLoader {

	private final Set<String> asked = ConcurrentHashMap.newKeySet();

	public RecordingClassLoader() {
		super(new URL[] { WechatPayException.class.getProtectionDomain().getCodeSource().getLocation() },
				WechatPayException.class.getClassLoader());
	}

	public Set<String> asked() {
		return this.asked;
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		this.asked.add(name);
		if (!name.startsWith("io.github.wechatpaycontract.")) {
			return super.loadClass(name, resolve);
		}
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : findClass(name);
		}
	}

}
