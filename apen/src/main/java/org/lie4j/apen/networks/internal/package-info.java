/** What layers and vertices do at run time. Not for users. */
package org.lie4j.apen.networks.internal;
